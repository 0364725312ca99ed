/** The page of a VM's guest: what its agent tells, and what can be done through it. */
package io.quantix.desktop.guest;
