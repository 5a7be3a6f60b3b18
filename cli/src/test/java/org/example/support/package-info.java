/** A library of which test class paths have the jar. */
package org.example.support;
