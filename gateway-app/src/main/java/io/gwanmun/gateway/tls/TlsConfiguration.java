package io.gwanmun.gateway.tls;

import java.time.InstantSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the certificates. Nothing of it is on a path until a file names a certificate. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {

    @Bean
    ExpiryMeter certificateExpiry() {
        return new ExpiryMeter(InstantSource.system());
    }

    @Bean
    ServerCertificates serverCertificates(ExpiryMeter certificateExpiry) {
        return new ServerCertificates(InstantSource.system(), certificateExpiry);
    }
}
