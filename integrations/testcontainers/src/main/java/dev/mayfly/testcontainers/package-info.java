/**
 * Lets containers of Testcontainers run in sessions of Mayfly: declared as Mayfly's own are, or in
 * classes that know nothing of it. It needs no call: Testcontainers and Mayfly's extension find it
 * on the class path.
 */
@org.jspecify.annotations.NullMarked
package dev.mayfly.testcontainers;
