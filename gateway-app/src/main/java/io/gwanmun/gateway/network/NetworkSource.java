package io.gwanmun.gateway.network;

import java.util.List;
import java.util.Map;

import io.gwanmun.gateway.api.Revision;

/**
 * What is written under {@code network}.
 *
 * @param trustedProxies whose word about a caller counts
 * @param read which headers of trusted proxies are read
 * @param write which headers services get
 * @param addressLists the named lists
 * @param outbound where the gateway may connect to besides public addresses
 */
record NetworkSource(
        AddressRanges trustedProxies,
        ForwardedFamily read,
        ForwardedFamily write,
        Map<String, List<AddressRange>> addressLists,
        List<OutboundAllowance> outbound) {

    /** What holds without a word: nobody is trusted, and only public addresses are called. */
    static final NetworkSource DEFAULTS =
            new NetworkSource(AddressRanges.NONE, ForwardedFamily.BOTH, ForwardedFamily.BOTH, Map.of(), List.of());

    NetworkSource {
        addressLists = Map.copyOf(addressLists);
        outbound = List.copyOf(outbound);
    }

    static NetworkSource of(Revision revision) {
        NetworkSource written = revision.find(NetworkReader.NETWORK);
        return written == null ? DEFAULTS : written;
    }
}
