package io.gwanmun.gateway.testing;

import java.util.List;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** Sees what the program logs while it is open. */
public final class LogWatch implements AutoCloseable {

    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger;

    private LogWatch(Logger logger) {
        this.logger = logger;
        events.start();
        logger.addAppender(events);
    }

    /** Opens a watch on a logger and those below it. */
    public static LogWatch on(String name) {
        return new LogWatch((Logger) LoggerFactory.getLogger(name));
    }

    /** Returns the messages that have a text in them. */
    public List<String> messages(String text) {
        synchronized (events) {
            return List.copyOf(events.list).stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .filter(message -> message.contains(text))
                    .toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(events);
    }
}
