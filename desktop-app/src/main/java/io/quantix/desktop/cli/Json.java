package io.quantix.desktop.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes JSON piece by piece: quicker to start than binding objects. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** What writes one document. */
  @FunctionalInterface
  interface Document {
    void write(JsonGenerator json);
  }

  /** Prints a document over several lines, for people and programs. */
  static void print(PrintWriter out, Document document) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
    out.println(text(printer, document));
  }

  /** Prints a document on one line. */
  static void printLine(PrintWriter out, Document document) {
    out.println(text(null, document));
  }

  private static String text(
      @org.jspecify.annotations.Nullable PrettyPrinter printer, Document document) {
    StringWriter text = new StringWriter();
    ObjectWriteContext context =
        printer == null
            ? ObjectWriteContext.empty()
            : new ObjectWriteContext.Base() {
              @Override
              public PrettyPrinter getPrettyPrinter() {
                return printer;
              }
            };
    try (JsonGenerator json = FACTORY.createGenerator(context, text)) {
      document.write(json);
    }
    return text.toString();
  }
}
