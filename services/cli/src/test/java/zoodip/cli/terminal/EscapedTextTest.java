package zoodip.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help;
import zoodip.v1.Photo;

class EscapedTextTest {
  private static final String CLEARS = "\u001b[2J\u009b31m\u202e\u0007.jpg";

  private final StringWriter printed = new StringWriter();

  @Test
  void whatSteersATerminalBecomesVisible() {
    assertEquals("\\u001b[2J\\u009b31m\\u202e\\u0007.jpg", EscapedText.text(CLEARS));
    assertEquals("two\r\nlines\tand\n\\u000d", EscapedText.text("two\r\nlines\tand\n\r"));
    assertEquals("one\\u000aline", EscapedText.line("one\nline"));
    assertEquals("кружка \ud83d\ude00", EscapedText.line("кружка \ud83d\ude00"));
  }

  @Test
  void everyWayOutGoesThroughIt() {
    PrintWriter writer = new PrintWriter(printed);
    Photo photo = Photo.newBuilder().setFilename(CLEARS).setCaption("a {}\n" + CLEARS).build();
    for (boolean json : new boolean[] {false, true}) {
      Output out =
          new Output(
              writer,
              json,
              false,
              new Screen(writer, false, 80),
              Help.defaultColorScheme(Help.Ansi.OFF));
      out.result(photo, new Details().add("file", CLEARS).toString());
      out.text(new Table("FILE").row(CLEARS));
      out.hint("skipped %s", CLEARS);
      out.progress().show(ProgressSnapshot.of(CLEARS, 1, 2, "step"));
    }
    writer.flush();
    assertTrue(printed.toString().contains("\\u001b[2J"), printed.toString());
    assertFalse(printed.toString().matches("(?s).*[\u001b\u009b\u202e\u0007].*"));
  }
}
