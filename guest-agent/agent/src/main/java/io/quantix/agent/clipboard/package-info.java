/** The clipboard of a desktop. */
package io.quantix.agent.clipboard;
