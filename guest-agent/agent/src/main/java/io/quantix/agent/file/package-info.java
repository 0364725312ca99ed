/**
 * The guest's files. A path is followed once, to the real path that it comes to; the policy is
 * asked about that; then it is opened name by name from the root with no link allowed, and
 * everything is done to what was opened. Whoever swaps a directory for a link in between gets a
 * refusal, not a file.
 */
package io.quantix.agent.file;
