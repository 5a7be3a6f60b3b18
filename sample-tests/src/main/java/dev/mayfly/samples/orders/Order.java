package dev.mayfly.samples.orders;

/**
 * What a customer has ordered.
 *
 * @param id given by the database
 * @param item in the customer's words
 */
record Order(long id, String item) {}
