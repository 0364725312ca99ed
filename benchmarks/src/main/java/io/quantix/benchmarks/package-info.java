/** Measurements beside peers. */
package io.quantix.benchmarks;
