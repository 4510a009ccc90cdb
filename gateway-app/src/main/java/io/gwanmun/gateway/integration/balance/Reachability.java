package io.gwanmun.gateway.integration.balance;

import java.time.Duration;

/**
 * What is known of whether a target can be reached, from nothing but the calls that went there.
 *
 * <p>States: <i>in</i>; <i>out</i> after a connection could not be made, or {@link #BREAKS} calls in a row broke without a
 * byte of an answer. A target that is out gets one call as a trial after {@link #SHORTEST}; when that fails the pause doubles,
 * up to {@link #LONGEST}; an answer brings the target back. Calls that began before it went out change nothing: what breaks
 * at one blow counts once, and a late answer says nothing of new calls.
 *
 * <p>All times are readings of one clock in nanoseconds. For any thread; what is asked while all is well is one volatile read.
 */
public final class Reachability {

    /** How long a target is left out at first. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** How long a target is left out at most between two trials. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    /** So many calls in a row break before a target is left out that takes connections. */
    public static final int BREAKS = 5;

    /** Neither out nor with a broken call behind it. */
    private volatile boolean spotless = true;

    private boolean out;
    private boolean onTrial;
    private int broken;
    private long pauseNanos;
    private long sinceNanos;
    private long trialNanos;

    /** Returns whether the target is left out. */
    public synchronized boolean isOut() {
        return out;
    }

    /** Returns how long the target is left out before the next trial; zero when it is in. */
    public synchronized Duration pause() {
        return Duration.ofNanos(out ? pauseNanos : 0);
    }

    /**
     * Takes note that a call was answered.
     *
     * @param began when the call began
     * @return whether the target comes back by it
     */
    public boolean answered(long began) {
        return !spotless && restore(began);
    }

    /**
     * Takes note that no connection could be made, or that a trial was not answered.
     *
     * @param began when the call began
     * @param now when it ended
     * @return whether the target is left out from now on
     */
    public synchronized boolean unreachable(long began, long now) {
        if (isLate(began)) {
            return false;
        }
        spotless = false;
        boolean goesOut = !out;
        pauseNanos = goesOut ? SHORTEST.toNanos() : Math.min(2 * pauseNanos, LONGEST.toNanos());
        out = true;
        onTrial = false;
        sinceNanos = now;
        return goesOut;
    }

    /**
     * Takes note that a call broke before a byte of an answer came, or had no time left to wait for a connection.
     *
     * @param began when the call began
     * @param now when it ended
     * @return whether the target is left out from now on
     */
    public synchronized boolean broke(long began, long now) {
        if (isLate(began)) {
            return false;
        }
        spotless = false;
        broken++;
        return (out || broken >= BREAKS) && unreachable(began, now);
    }

    /**
     * Takes note that no answer came in time. That says nothing of whether the target can be reached, but a trial has failed.
     *
     * @param began when the call began
     * @param now when it ended
     */
    public void silent(long began, long now) {
        if (!spotless) {
            failTrial(began, now);
        }
    }

    /** Takes note that a call ended without saying anything of the target; if it was the trial, another may follow. */
    public void undecided(long began) {
        if (!spotless) {
            endTrial(began);
        }
    }

    /** Returns whether a call may go to the target as a trial, which takes the trial: the next one has to wait for its end. */
    synchronized boolean mayTry(long now) {
        boolean due = out && now - sinceNanos >= pauseNanos && (!onTrial || now - trialNanos >= pauseNanos);
        if (due) {
            onTrial = true;
            trialNanos = now;
        }
        return due;
    }

    private synchronized boolean restore(long began) {
        if (isLate(began)) {
            return false;
        }
        boolean comesBack = out;
        out = false;
        onTrial = false;
        broken = 0;
        spotless = true;
        return comesBack;
    }

    private synchronized void failTrial(long began, long now) {
        if (out) {
            unreachable(began, now);
        }
    }

    /** Tells whether a call began before the target went out, or before its last trial failed; also when it is back since. */
    private boolean isLate(long began) {
        return pauseNanos > 0 && began - sinceNanos < 0;
    }

    private synchronized void endTrial(long began) {
        if (onTrial && began == trialNanos) {
            onTrial = false;
        }
    }
}
