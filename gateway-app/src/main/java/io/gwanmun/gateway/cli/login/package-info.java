/**
 * Gets an access token for a person or a machine at a terminal. Start reading at
 * {@link io.gwanmun.gateway.cli.login.AuthServer}, which is asked; the ways to ask are
 * {@link io.gwanmun.gateway.cli.login.DeviceGrant}, {@link io.gwanmun.gateway.cli.login.BrowserGrant} and, in
 * {@link io.gwanmun.gateway.cli.login.AuthServer} itself, a client's own secret.
 */
@NullMarked
package io.gwanmun.gateway.cli.login;

import org.jspecify.annotations.NullMarked;
