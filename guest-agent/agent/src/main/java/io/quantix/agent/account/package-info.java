/** The passwords of the guest's users. */
package io.quantix.agent.account;
