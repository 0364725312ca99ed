package io.quantix.desktop.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered from one start to the next.
 *
 * @param hosts in the user's order
 * @param servers VNC servers without libvirt, in the user's order
 * @param theme how the window looks
 * @param windows places of windows, by what they show
 * @param columns the list's columns that are shown, in their order; empty for the usual ones
 * @param sort the column that the list is sorted by, with a leading {@code -} for descending
 * @param consoles what is remembered of consoles
 */
public record Settings(
    List<HostEntry> hosts,
    List<ServerEntry> servers,
    Theme theme,
    Map<String, WindowPlace> windows,
    List<String> columns,
    String sort,
    ConsoleSettings consoles) {

  /** Light or dark. */
  public enum Theme {
    /** As the system is. */
    AUTO,
    LIGHT,
    DARK
  }

  /** A host that the user has added. */
  public record HostEntry(String uri, String name, boolean connectOnStart) {}

  /** A window's place on the screens, in screen coordinates. */
  public record WindowPlace(double x, double y, double width, double height, boolean maximised) {}

  /** What a first start has. */
  public static Settings initial() {
    return new Settings(
        List.of(), List.of(), Theme.AUTO, Map.of(), List.of(), "", ConsoleSettings.initial());
  }

  /** The same with other hosts. */
  public Settings withHosts(List<HostEntry> value) {
    return new Settings(List.copyOf(value), servers, theme, windows, columns, sort, consoles);
  }

  /** The same with other VNC servers. */
  public Settings withServers(List<ServerEntry> value) {
    return new Settings(hosts, List.copyOf(value), theme, windows, columns, sort, consoles);
  }

  /** The same with another theme. */
  public Settings withTheme(Theme value) {
    return new Settings(hosts, servers, value, windows, columns, sort, consoles);
  }

  /** The same with a window's place. */
  public Settings withWindow(String key, WindowPlace place) {
    Map<String, WindowPlace> changed = new LinkedHashMap<>(windows);
    changed.put(key, place);
    return new Settings(hosts, servers, theme, Map.copyOf(changed), columns, sort, consoles);
  }

  /** The same with other columns. */
  public Settings withColumns(List<String> shown, String sortedBy) {
    return new Settings(hosts, servers, theme, windows, List.copyOf(shown), sortedBy, consoles);
  }

  /** The same with other settings of consoles. */
  public Settings withConsoles(ConsoleSettings value) {
    return new Settings(hosts, servers, theme, windows, columns, sort, value);
  }
}
