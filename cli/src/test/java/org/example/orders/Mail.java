package org.example.orders;

import dev.mayfly.junit.Container;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An annotation of a user's own. */
@Container(image = "axllent/mailpit:v1.20", ports = 8025)
@Retention(RetentionPolicy.RUNTIME)
@interface Mail {}
