/** What the operating system offers: its calls, its programs, its files, its users. */
package io.quantix.agent.os;
