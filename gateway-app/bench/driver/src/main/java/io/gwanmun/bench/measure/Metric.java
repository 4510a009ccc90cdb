package io.gwanmun.bench.measure;

/** What is measured. The order is that of the columns. */
public enum Metric {

    /** User and system time of the process over the requests answered. */
    CPU_PER_REQUEST("CPU µs/request", 1, true),
    /** Time from the start of the process to its first good answer. */
    FIRST_ANSWER("s to the first 200", 2, true),
    /** Time from replacing the route file to the first answer of its new revision. */
    RELOAD("s to the new revision", 2, true),
    /** Answers by time. */
    REQUESTS_PER_SECOND("req/s", 0, true),
    /** Half of the answers came within. */
    MEDIAN("p50 ms", 2, true),
    /** 99 of 100 answers came within. */
    P99("p99 ms", 2, true),
    /** All answers came within. */
    LONGEST("longest ms", 1, true),
    /** Answers other than 2xx and 3xx, and failures of connections, over all processes and rounds. */
    ERRORS("errors", 0, false);

    private final String title;
    private final int decimals;
    private final boolean median;

    Metric(String title, int decimals, boolean median) {
        this.title = title;
        this.decimals = decimals;
        this.median = median;
    }

    /**
     * Heads a column.
     *
     * @return name and unit
     */
    public String title() {
        return title;
    }

    /**
     * How exactly it is shown.
     *
     * @return digits after the point
     */
    public int decimals() {
        return decimals;
    }

    /**
     * Tells measured values from counted ones.
     *
     * @return whether several values make a median, and two of them a ratio; otherwise they are added up
     */
    public boolean isMedian() {
        return median;
    }
}
