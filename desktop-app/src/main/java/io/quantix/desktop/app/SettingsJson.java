package io.quantix.desktop.app;

import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.app.Settings.Theme;
import io.quantix.desktop.app.Settings.WindowPlace;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Settings as JSON, piece by piece: binding objects would cost a third of the time that the window
 * takes to come up. What is missing or of another kind than expected has its first value; what is
 * not known is passed over.
 */
final class SettingsJson {
  private static final int VERSION = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  private SettingsJson() {}

  static String write(Settings settings) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("version", VERSION);
      json.writeArrayPropertyStart("hosts");
      for (HostEntry host : settings.hosts()) {
        json.writeStartObject();
        json.writeStringProperty("uri", host.uri());
        json.writeStringProperty("name", host.name());
        json.writeBooleanProperty("connectOnStart", host.connectOnStart());
        json.writeEndObject();
      }
      json.writeEndArray();
      ServerEntriesJson.write(json, settings.servers());
      json.writeStringProperty("theme", settings.theme().name().toLowerCase(Locale.ROOT));
      json.writeObjectPropertyStart("windows");
      for (Map.Entry<String, WindowPlace> window : settings.windows().entrySet()) {
        json.writeObjectPropertyStart(window.getKey());
        json.writeNumberProperty("x", window.getValue().x());
        json.writeNumberProperty("y", window.getValue().y());
        json.writeNumberProperty("width", window.getValue().width());
        json.writeNumberProperty("height", window.getValue().height());
        json.writeBooleanProperty("maximised", window.getValue().maximised());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayPropertyStart("columns");
      for (String column : settings.columns()) {
        json.writeString(column);
      }
      json.writeEndArray();
      json.writeStringProperty("sort", settings.sort());
      ConsoleSettingsJson.write(json, settings.consoles());
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if the text is no JSON object
   */
  static Settings read(String text) {
    Map<?, ?> root;
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      root =
          value(parser, parser.nextToken()) instanceof Map<?, ?> map
              ? map
              : Map.of("error", "no object");
      if (root.containsKey("error")) {
        throw new IllegalArgumentException("the settings are no JSON object");
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the settings are no JSON: " + e.getOriginalMessage(), e);
    }
    List<HostEntry> hosts = new ArrayList<>();
    for (Object each : list(root.get("hosts"))) {
      if (each instanceof Map<?, ?> host && host.get("uri") instanceof String uri) {
        hosts.add(
            new HostEntry(
                uri,
                text(host.get("name"), uri),
                !Boolean.FALSE.equals(host.get("connectOnStart"))));
      }
    }
    Map<String, WindowPlace> windows = new LinkedHashMap<>();
    if (root.get("windows") instanceof Map<?, ?> places) {
      places.forEach(
          (key, each) -> place(each).ifPresent(place -> windows.put(String.valueOf(key), place)));
    }
    List<String> columns =
        list(root.get("columns")).stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .toList();
    return new Settings(
        List.copyOf(hosts),
        ServerEntriesJson.read(root.get("servers")),
        theme(text(root.get("theme"), "auto")),
        Map.copyOf(windows),
        columns,
        text(root.get("sort"), ""),
        ConsoleSettingsJson.read(root.get("consoles")));
  }

  private static Theme theme(String name) {
    return switch (name) {
      case "light" -> Theme.LIGHT;
      case "dark" -> Theme.DARK;
      default -> Theme.AUTO;
    };
  }

  private static Optional<WindowPlace> place(@Nullable Object value) {
    return value instanceof Map<?, ?> map
            && map.get("x") instanceof Double x
            && map.get("y") instanceof Double y
            && map.get("width") instanceof Double width
            && map.get("height") instanceof Double height
        ? Optional.of(
            new WindowPlace(x, y, width, height, Boolean.TRUE.equals(map.get("maximised"))))
        : Optional.empty();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          object.put(name, value(parser, parser.nextToken()));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        JsonToken next = parser.nextToken();
        while (next != null && next != JsonToken.END_ARRAY) {
          array.add(value(parser, next));
          next = parser.nextToken();
        }
        yield array;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
