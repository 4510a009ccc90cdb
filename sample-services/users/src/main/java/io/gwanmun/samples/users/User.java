package io.gwanmun.samples.users;

import java.math.BigDecimal;

/**
 * A user as the store keeps it.
 *
 * @param id unique within a region, from 1
 * @param country two letters, as in ISO 3166-1
 * @param salary a year's pay in {@code currency}
 * @param currency three letters, as in ISO 4217
 */
record User(long id, String name, String email, String country, BigDecimal salary, String currency) {}
