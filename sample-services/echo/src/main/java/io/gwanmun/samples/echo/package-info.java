/**
 * A service that answers with what it received, and that delays, fails, resets and truncates when a request header says
 * so: tests and demonstrations of trouble need no luck. Start reading at {@code EchoHandler}, which is the path of a
 * request; {@code Instructions} has the request headers that steer it. Built on Reactor Netty alone, to start fast and
 * to have the connection at hand.
 */
@NullMarked
package io.gwanmun.samples.echo;

import org.jspecify.annotations.NullMarked;
