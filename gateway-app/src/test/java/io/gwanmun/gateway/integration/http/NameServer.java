package io.gwanmun.gateway.integration.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;

/** A name server that knows one name, with IPv4 addresses only. */
final class NameServer implements AutoCloseable {

    static final String NAME = "service.test";

    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String[] addresses = {"127.0.0.1"};

    NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    DnsServerAddressStreamProvider provider() {
        return new SingletonDnsServerAddressStreamProvider(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
    }

    void answer(String... newAddresses) {
        addresses = newAddresses;
    }

    /** Returns how often the address of the name was asked for. */
    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                socket.receive(packet);
                byte[] answer = answerTo(packet.getData());
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private byte[] answerTo(byte[] query) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (query[at] != 0) {
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += query[at] + 1;
        }
        boolean known = name.toString().equals(NAME + ".");
        boolean ipv4 = query[at + 2] == 1;
        int questionEnd = at + 5;
        String[] found = known && ipv4 ? addresses : new String[0];
        if (known && ipv4) {
            asked.incrementAndGet();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = known ? 0 : NO_SUCH_NAME;
        out.writeBytes(
                new byte[] {query[0], query[1], (byte) 0x85, (byte) (0x80 | code), 0, 1, 0, (byte) found.length});
        out.writeBytes(new byte[4]);
        out.write(query, HEADER, questionEnd - HEADER);
        for (String address : found) {
            // A pointer to the name in the question, class IN, 60 s, four bytes.
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
            out.writeBytes(NetUtil.createByteArrayFromIpAddressString(address));
        }
        return out.toByteArray();
    }
}
