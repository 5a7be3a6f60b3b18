package org.example.support;

/** A class that has nothing of Mayfly, but extends one that has. */
public class PlainTests extends BrokerTests {}
