package io.quantix.desktop.app;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.app.ConsoleSettings.ConsoleChoices;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The part of the settings that is about consoles, as {@link SettingsJson} reads and writes it. */
final class ConsoleSettingsJson {
  private ConsoleSettingsJson() {}

  static void write(JsonGenerator json, ConsoleSettings settings) {
    json.writeObjectPropertyStart("consoles");
    json.writeBooleanProperty("tabs", settings.tabs());
    json.writeArrayPropertyStart("combinations");
    for (String combination : settings.combinations()) {
      json.writeString(combination);
    }
    json.writeEndArray();
    json.writeStringProperty("folder", settings.folder());
    json.writeStringProperty("capture", name(settings.input().capture()));
    json.writeStringProperty("hostKey", name(settings.input().hostKey()));
    json.writeBooleanProperty("dotCursor", settings.input().dotCursor());
    json.writeObjectPropertyStart("each");
    for (Map.Entry<String, ConsoleChoices> console : settings.each().entrySet()) {
      ConsoleChoices choices = console.getValue();
      json.writeObjectPropertyStart(console.getKey());
      json.writeStringProperty("scaling", name(choices.scaling()));
      json.writeBooleanProperty("followWindow", choices.followWindow());
      json.writeStringProperty("quality", name(choices.quality()));
      json.writeBooleanProperty("ownWindow", choices.ownWindow());
      json.writeStringProperty("clipboard", name(choices.clipboard()));
      json.writeBooleanProperty("sound", choices.sound().on());
      json.writeNumberProperty("volume", choices.sound().volume());
      json.writeStringProperty("layout", choices.layout());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static ConsoleSettings read(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> root)) {
      return ConsoleSettings.initial();
    }
    Map<String, ConsoleChoices> each = new LinkedHashMap<>();
    if (root.get("each") instanceof Map<?, ?> consoles) {
      consoles.forEach((key, one) -> {
        if (one instanceof Map<?, ?> choices) {
          each.put(String.valueOf(key), choices(choices));
        }
      });
    }
    List<String> combinations =
        root.get("combinations") instanceof List<?> list
            ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
            : List.of();
    return new ConsoleSettings(
        !Boolean.FALSE.equals(root.get("tabs")),
        combinations,
        root.get("folder") instanceof String folder ? folder : "",
        new InputSettings(
            named(Capture.values(), root.get("capture"), InputSettings.INITIAL.capture()),
            named(HostKey.values(), root.get("hostKey"), InputSettings.INITIAL.hostKey()),
            !Boolean.FALSE.equals(root.get("dotCursor"))),
        Map.copyOf(each));
  }

  private static ConsoleChoices choices(Map<?, ?> map) {
    ConsoleChoices initial = ConsoleChoices.INITIAL;
    return new ConsoleChoices(
        named(Scaling.values(), map.get("scaling"), initial.scaling()),
        Boolean.TRUE.equals(map.get("followWindow")),
        named(Quality.values(), map.get("quality"), initial.quality()),
        Boolean.TRUE.equals(map.get("ownWindow")),
        named(ClipboardPolicy.values(), map.get("clipboard"), initial.clipboard()),
        new Sound(
            !Boolean.FALSE.equals(map.get("sound")),
            map.get("volume") instanceof Double volume
                ? volume.intValue()
                : initial.sound().volume()),
        map.get("layout") instanceof String layout ? layout : "");
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static <T extends Enum<T>> T named(T[] values, @Nullable Object name, T otherwise) {
    for (T each : values) {
      if (name(each).equals(name)) {
        return each;
      }
    }
    return otherwise;
  }
}
