// Calls a running authorization server with openid-client: what another party's library accepts is the protocol.
// Settings come by environment: ISSUER, WEB_ID, WEB_SECRET, PUBLIC_ID, DEVICE_ID, LOGIN_NAME, LOGIN_PASSWORD, REDIRECT_URI.
import assert from 'node:assert/strict';
import * as client from 'openid-client';

const env = name => process.env[name] ?? fail(`${name}: missing (expected: in the environment, see README.md)`);
const fail = message => { throw new Error(message); };
const issuer = new URL(env('ISSUER'));
const redirect = env('REDIRECT_URI');
const options = issuer.protocol === 'http:' ? {execute: [client.allowInsecureRequests]} : {};

/** A browser: a cookie jar, and no redirect followed by itself. */
class Browser {
  #jar = new Map();

  async open(address, init = {}) {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: {accept: 'text/html', ...(cookie && {cookie}), ...init.headers},
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split(/=(.*)/s);
      this.#jar.set(name, value);
    }
    return answer;
  }

  async post(address, form) {
    return this.open(address, {method: 'POST', body: new URLSearchParams(form)});
  }

  /** Follows redirects, logging in where a login page stands, until the client's own address comes. */
  async follow(address) {
    for (let hops = 0; hops < 10; hops++) {
      const answer = await this.open(address);
      if (answer.status !== 302 && answer.status !== 303) {
        fail(`${address}: ${answer.status} (expected: a redirect)`);
      }
      address = new URL(answer.headers.get('location'), address);
      if (address.href.startsWith(redirect)) {
        return address;
      }
      if (address.pathname === '/login') {
        address = await this.logIn(address);
      } else if (address.pathname === '/consent') {
        return address;
      }
    }
    return fail('more than 10 redirects');
  }

  async logIn(address) {
    const page = await (await this.open(address)).text();
    const csrf = /name="_csrf"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await this.post(address, {
      username: env('LOGIN_NAME'), password: env('LOGIN_PASSWORD'), _csrf: csrf,
    });
    return new URL(answer.headers.get('location'), address);
  }
}

async function codeFlow(config) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const back = await new Browser().follow(address);
  // The library checks state, iss (RFC 9207), nonce and the ID token.
  return client.authorizationCodeGrant(config, back, {
    pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true,
  });
}

async function rejects(promise, code) {
  await assert.rejects(promise, error => error.error === code || fail(`${error.error} (expected: ${code})`));
}

const steps = {
  async 'discovery by OpenID Connect and by RFC 8414'() {
    for (const algorithm of ['oidc', 'oauth2']) {
      const found = await client.discovery(issuer, env('WEB_ID'), env('WEB_SECRET'), undefined, {...options, algorithm});
      assert.equal(found.serverMetadata().issuer, issuer.href.replace(/\/$/, ''));
      assert.equal(found.serverMetadata().authorization_response_iss_parameter_supported, true);
      assert.ok(found.serverMetadata().supportsPKCE('S256'));
    }
  },
  async 'code with PKCE, user info, refresh, introspection, revocation of a confidential client'() {
    const config = await client.discovery(
        issuer, env('WEB_ID'), undefined, client.ClientSecretBasic(env('WEB_SECRET')), options);
    const tokens = await codeFlow(config);
    const info = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    assert.ok(info.preferred_username);
    const next = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.notEqual(next.refresh_token, tokens.refresh_token);
    const told = await client.tokenIntrospection(config, next.access_token);
    assert.equal(told.active, true);
    assert.equal(told.sub, tokens.claims().sub);
    await client.tokenRevocation(config, next.access_token);
    assert.equal((await client.tokenIntrospection(config, next.access_token)).active, false);
    await client.tokenRevocation(config, next.refresh_token);
    await rejects(client.refreshTokenGrant(config, next.refresh_token), 'invalid_grant');
  },
  async 'code with PKCE and refresh of a public client; a refresh token used twice ends all'() {
    const config = await client.discovery(issuer, env('PUBLIC_ID'), undefined, client.None(), options);
    const tokens = await codeFlow(config);
    const next = await client.refreshTokenGrant(config, tokens.refresh_token);
    await rejects(client.refreshTokenGrant(config, tokens.refresh_token), 'invalid_grant');
    await rejects(client.refreshTokenGrant(config, next.refresh_token), 'invalid_grant');
  },
  async 'device code of a public client'() {
    const config = await client.discovery(issuer, env('DEVICE_ID'), undefined, client.None(), options);
    const asked = await client.initiateDeviceAuthorization(config, {scope: 'orders:read'});
    const verification = new URL('/oauth2/device_verification', issuer);
    const browser = new Browser();
    await browser.logIn(new URL('/login', issuer));
    const typed = await browser.post(verification, {user_code: asked.user_code});
    const consent = new URL(typed.headers.get('location'));
    const agreed = await browser.post(verification, {
      client_id: env('DEVICE_ID'),
      user_code: asked.user_code,
      state: consent.searchParams.get('state'),
      scope: 'orders:read',
    });
    assert.ok(agreed.headers.get('location').endsWith('/activate?success'));
    const tokens = await client.pollDeviceAuthorizationGrant(config, {...asked, interval: 1});
    assert.equal(tokens.scope, 'orders:read');
    await client.refreshTokenGrant(config, tokens.refresh_token);
  },
};

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.stack}`);
  }
}
console.log(`${Object.keys(steps).length - failed} of ${Object.keys(steps).length}`);
process.exitCode = failed === 0 ? 0 : 1;
