/**
 * All fuzz targets together: each is a class {@code SomethingFuzz} in the package of what it
 * fuzzes, in the form that Jazzer takes, with its corpus in {@code
 * src/test/resources/fuzz/something}. {@link dev.sluice.fuzz.FuzzTargetsTest} gives every file of a
 * corpus to its target.
 */
package dev.sluice.fuzz;
