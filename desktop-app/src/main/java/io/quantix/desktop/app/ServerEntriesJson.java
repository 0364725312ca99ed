package io.quantix.desktop.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The saved VNC servers as JSON; an entry without an address is passed over. */
final class ServerEntriesJson {
  private ServerEntriesJson() {}

  static void write(JsonGenerator json, List<ServerEntry> servers) {
    json.writeArrayPropertyStart("servers");
    for (ServerEntry server : servers) {
      json.writeStartObject();
      json.writeStringProperty("name", server.name());
      json.writeStringProperty("address", server.address());
      json.writeStringProperty("user", server.user());
      json.writeArrayPropertyStart("security");
      server.security().forEach(json::writeString);
      json.writeEndArray();
      json.writeStringProperty("proxy", server.proxy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static List<ServerEntry> read(@Nullable Object value) {
    List<ServerEntry> servers = new ArrayList<>();
    for (Object each : value instanceof List<?> list ? list : List.of()) {
      if (each instanceof Map<?, ?> server && server.get("address") instanceof String address) {
        servers.add(
            new ServerEntry(
                text(server.get("name"), address),
                address,
                text(server.get("user"), ""),
                (server.get("security") instanceof List<?> names ? names : List.of())
                    .stream().filter(String.class::isInstance).map(String.class::cast).toList(),
                text(server.get("proxy"), "")));
      }
    }
    return List.copyOf(servers);
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }
}
