package io.gwanmun.auth.account;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * Sends mails, one after another, on a thread of its own: how long an answer takes tells nobody whether a mail is sent. Work that would
 * tell too, such as looking up whose an address is, is done there as well. A thousand can wait; more are dropped, with a warning.
 */
final class Post implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final int WAITING = 1000;
    private static final int LAST_SECONDS = 10;

    private final JavaMailSender sender;
    private final String from;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "post"));

    Post(JavaMailSender sender, String from) {
        this.sender = sender;
        this.from = from;
    }

    /** Does work that may end in sending mails, later. */
    void later(Runnable work) {
        try {
            thread.execute(() -> run(work));
        } catch (RejectedExecutionException e) {
            LOG.warn("a mail was dropped, as {} wait already", WAITING);
        }
    }

    /** Sends a mail, now; to be called from {@link #later}. */
    void send(String to, String subject, String text) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom(from);
        mail.setTo(to);
        mail.setSubject(subject);
        mail.setText(text);
        sender.send(mail);
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (MailException e) {
            LOG.warn("a mail could not be sent: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a mail could not be made", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} mails were not sent before the end",
                        thread.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
