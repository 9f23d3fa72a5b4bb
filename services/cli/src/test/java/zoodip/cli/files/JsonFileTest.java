package zoodip.cli.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zoodip.cli.errors.UsageException;

public class JsonFileTest {
  @TempDir Path folder;

  @Test
  void mistakesAreToldWithTheirPlaceAndInPlainWords() throws IOException {
    assertSaid("line 1, column 11: the text ends before the object does", "{\"class\": ");
    assertSaid(
        "line 2, column 3: a comma or a } is missing", "{\"class\": \"mug\"\n \"living\": 1}");
    assertSaid("line 1, column 9: a quotation mark is missing", "{\"a\":\"x}");
    assertSaid("line 1, column 9: a name is missing, or a comma is too much", "{\"a\":1,}");
    assertSaid("line 2, column 6: a colon is missing", "{\n\"a\" 1}");
    assertSaid(
        "line 1, column 1277: too many brackets are open within each other",
        "{\"a\":".repeat(2000));
    assertSaid("it holds something else than names and values in {}", "[1]");
  }

  private void assertSaid(String mistake, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("subject.json"), text);
    var refused = assertThrows(UsageException.class, () -> JsonFile.read(file));
    assertEquals(file + " is no JSON object: " + mistake, refused.getMessage());
  }
}
