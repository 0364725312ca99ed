/** What both ends of an agent's channel share: frames, the synchronisation of a session, errors. */
package io.quantix.agent.protocol;
