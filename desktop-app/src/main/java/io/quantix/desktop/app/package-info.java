/** The application's life: windows, theme, settings, tasks, notices. */
package io.quantix.desktop.app;
