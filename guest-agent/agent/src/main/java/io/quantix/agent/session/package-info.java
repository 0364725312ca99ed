/** Who is logged in. */
package io.quantix.agent.session;
