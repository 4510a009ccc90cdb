package io.gwanmun.gateway.integration.http;

import java.net.ConnectException;

/** Says that an address may not be connected to. A signal, not a mishap: it has no stack trace. */
final class AddressRefusedException extends ConnectException {

    AddressRefusedException() {
        super("The address is not allowed");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
