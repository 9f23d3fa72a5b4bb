package zoodip.cli.terminal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.ColorScheme;

/** What a command prints: its result, as text or JSON, and beside it progress and hints. */
public final class Output {
  private static final JsonFormat.Printer DOCUMENT = JsonFormat.printer();
  private static final JsonFormat.Printer LINE = DOCUMENT.omittingInsignificantWhitespace();

  private final PrintWriter out;
  private final boolean json;
  private final boolean quiet;
  private final Screen screen;
  private final ColorScheme colors;

  /**
   * @param out of results
   * @param quiet without progress and hints
   * @param screen for progress and hints
   */
  public Output(PrintWriter out, boolean json, boolean quiet, Screen screen, ColorScheme colors) {
    this.out = out;
    this.json = json;
    this.quiet = quiet;
    this.screen = screen;
    this.colors = colors;
  }

  /** The result: the message as a JSON document, or the text. */
  public void result(MessageOrBuilder message, CharSequence text) {
    print(json ? json(message, DOCUMENT) : text);
  }

  /** One of several results: the message as a line of JSON, or nothing. */
  public void change(MessageOrBuilder message) {
    if (json) {
      print(json(message, LINE));
    }
  }

  /** One of several results: the message with fields beside it as a line of JSON, or the text. */
  public void item(MessageOrBuilder message, Map<String, String> fields, Object text) {
    if (json) {
      JsonObject object = JsonParser.parseString(json(message, LINE)).getAsJsonObject();
      fields.forEach(object::addProperty);
      print(object.toString());
    } else {
      print(String.valueOf(text));
    }
  }

  /** Text, unless results are JSON. */
  public void text(Object text) {
    if (!json) {
      print(String.valueOf(text));
    }
  }

  /** A hint for people, on standard error. */
  public void hint(String form, Object... values) {
    if (!quiet) {
      String text = EscapedText.text(form.formatted(values));
      screen.writer().println(colors.ansi().apply(text, List.of(Style.faint)));
      screen.writer().flush();
    }
  }

  /** Shows how far something is. */
  public Progress progress() {
    if (quiet) {
      return Progress.NONE;
    }
    return screen.isTerminal() ? new LiveProgress(screen) : new PlainProgress(screen.writer());
  }

  private void print(CharSequence text) {
    // in JSON, such characters stand in strings alone, and are escaped the same way
    out.println(EscapedText.text(text));
    out.flush();
  }

  private static String json(MessageOrBuilder message, JsonFormat.Printer printer) {
    try {
      return printer.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Every message of the API can be written as JSON", e);
    }
  }
}
