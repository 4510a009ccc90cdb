/**
 * Redis behind the room's door; nobody else knows the driver.
 *
 * <p>Start reading at {@link io.gwanmun.gateway.state.redis.RedisState}. A {@link io.gwanmun.gateway.state.redis.Link} keeps one
 * connection, {@link io.gwanmun.gateway.state.redis.RedisClients} knows single servers, Sentinel and Cluster, and
 * {@link io.gwanmun.gateway.state.redis.EmbeddedRedis} is a server of this process.
 */
@NullMarked
package io.gwanmun.gateway.state.redis;

import org.jspecify.annotations.NullMarked;
