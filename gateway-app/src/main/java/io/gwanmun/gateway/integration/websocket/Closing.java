package io.gwanmun.gateway.integration.websocket;

/**
 * Why a WebSocket ends, as metrics tell it: a few classes of the codes of
 * <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-7.4">RFC 6455 section 7.4</a> and the registry of IANA.
 */
enum Closing {
    /** 1000, or no code. */
    NORMAL("normal"),
    /** 1001. */
    AWAY("away"),
    /** 1002, 1003, 1007, 1010: what was said was not understood. */
    PROTOCOL("protocol"),
    /** 1008. */
    POLICY("policy"),
    /** 1009. */
    TOO_BIG("too-big"),
    /** 1011 to 1014. */
    ERROR("error"),
    /** 3000 to 4999. */
    APPLICATION("application"),
    /** The connection was lost without a word. */
    LOST("lost");

    /** No code in a close frame. */
    static final int NONE = -1;

    static final int GOING_AWAY = 1001;
    static final int PROTOCOL_ERROR = 1002;
    static final int POLICY_VIOLATION = 1008;
    static final int MESSAGE_TOO_BIG = 1009;
    static final int BAD_GATEWAY = 1014;

    private final String label;

    Closing(String label) {
        this.label = label;
    }

    /** Returns its value of a metric's tag. */
    String label() {
        return label;
    }

    /** Says whether a code may stand in a close frame. */
    static boolean isSendable(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    /** Returns the class of a code that may be sent, or of {@link #NONE}. */
    static Closing of(int code) {
        return switch (code) {
            case NONE, 1000 -> NORMAL;
            case GOING_AWAY -> AWAY;
            case PROTOCOL_ERROR, 1003, 1007, 1010 -> PROTOCOL;
            case POLICY_VIOLATION -> POLICY;
            case MESSAGE_TOO_BIG -> TOO_BIG;
            default -> code < 3000 ? ERROR : APPLICATION;
        };
    }

    /** Who began to close. */
    enum By {
        /** The client. */
        CLIENT("client"),
        /** The service. */
        SERVICE("service"),
        /** The gateway, at a limit of its own or because it stops. */
        GATEWAY("gateway");

        private final String label;

        By(String label) {
            this.label = label;
        }

        /** Returns its value of a metric's tag. */
        String label() {
            return label;
        }
    }
}
