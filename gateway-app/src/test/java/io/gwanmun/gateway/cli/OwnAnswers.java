package io.gwanmun.gateway.cli;

/** A directory's file in which no service is called. */
final class OwnAnswers {

    static final String YAML = """
            apiVersion: gateway/v1
            apis:
              own:
                path: /own
                access: none
                timeout: {response: 2s}
                cors: {origins: ["https://app.example.com"]}
                routes:
                  health:
                    match: {path: /health}
                    compression: gzip
                    to: {answer: {status: 503, json: {state: down}}}
                  moved:
                    match: {path: "/{id}"}
                    to: {redirect: {to: "https://new.example/v2/{id}"}}
            """;

    private OwnAnswers() {}
}
