/** Test classes as users write them, which are read and never run. */
package org.example.orders;
