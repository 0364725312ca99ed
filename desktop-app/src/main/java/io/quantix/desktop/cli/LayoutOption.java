package io.quantix.desktop.cli;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.input.KeyboardLayout;
import java.util.Iterator;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A keyboard layout by its name, and the names that there are. */
final class LayoutOption implements ITypeConverter<KeyboardLayout>, Iterable<String> {
  @Override
  public KeyboardLayout convert(String name) {
    return KeyboardLayout.named(name)
        .orElseThrow(() ->
            new TypeConversionException(
                Texts.text(
                    "cli.type.unknown-layout",
                    name,
                    KeyboardLayout.all().stream()
                        .map(each -> each.name() + " (" + each.title() + ")")
                        .collect(Collectors.joining(", ")))));
  }

  @Override
  public Iterator<String> iterator() {
    return KeyboardLayout.all().stream().map(KeyboardLayout::name).sorted().iterator();
  }
}
