package io.gwanmun.gateway.network;

import java.net.InetAddress;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.gwanmun.gateway.api.Mistakes;
import io.gwanmun.gateway.api.Revision;
import io.gwanmun.gateway.api.RevisionListener;
import io.gwanmun.gateway.pipeline.Origin;

/**
 * Finds the one address a caller is known by. Follows the revision in force, also on connections that are open already.
 *
 * <p>A server asks {@link #peer} once for each connection and {@link Peer#origin} for each request, before the headers about
 * proxies are removed.
 */
public final class ClientAddresses implements RevisionListener {

    private volatile NetworkSource live = NetworkSource.DEFAULTS;

    ClientAddresses() {}

    /**
     * Returns the other end of a connection.
     *
     * @param address the address of the other end; that of the PROXY protocol where one was accepted
     * @param scheme {@code http} or {@code https}, as the connection is
     */
    public Peer peer(InetAddress address, String scheme) {
        return new Peer(this, IpAddress.of(address), scheme);
    }

    /** Returns where a request comes from; the way for a caller that keeps nothing for its connection. */
    public Origin resolve(InetAddress peer, String scheme, HttpHeaders arriving) {
        return peer(peer, scheme).origin(arriving);
    }

    /** Says whether an address is that of a trusted proxy now. */
    public boolean trusts(InetAddress address) {
        return live.trustedProxies().contains(address);
    }

    /** Says whether a revision trusts any proxy at all, as far as what it says of that can be read. */
    public static boolean canTrust(Revision revision) {
        boolean spoilt = revision.isWritten(NetworkReader.NETWORK) && revision.find(NetworkReader.NETWORK) == null;
        return spoilt || !NetworkSource.of(revision).trustedProxies().isEmpty();
    }

    @Override
    public Runnable offer(Revision revision, Mistakes mistakes) {
        NetworkSource next = NetworkSource.of(revision);
        return () -> live = next;
    }

    /**
     * The other end of one connection. Used on the event loop of the connection; all requests of a peer that is no trusted proxy
     * share one {@link Origin}.
     */
    public static final class Peer {

        private final ClientAddresses addresses;
        private final IpAddress address;
        private final Origin direct;
        private @Nullable NetworkSource known;
        private boolean trusted;

        private Peer(ClientAddresses addresses, IpAddress address, String scheme) {
            this.addresses = addresses;
            this.address = address;
            this.direct = Origin.direct(address.toInetAddress(), address.toString(), scheme);
        }

        /**
         * Returns where a request comes from. Of a peer that is no trusted proxy the headers are not looked at.
         *
         * @param arriving the headers of the request as they arrived
         */
        @SuppressWarnings(
                "ReferenceEquality") // the same object has not changed; to compare what it holds would cost each call
        public Origin origin(HttpHeaders arriving) {
            NetworkSource now = addresses.live;
            if (now != known) {
                known = now;
                trusted = now.trustedProxies().contains(address);
            }
            return trusted ? new ProxyTrail(now, address, direct.scheme()).origin(arriving) : direct;
        }
    }
}
