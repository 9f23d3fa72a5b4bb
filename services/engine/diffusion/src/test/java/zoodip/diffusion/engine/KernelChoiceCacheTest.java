package zoodip.diffusion.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelChoiceCacheTest {
  @TempDir private Path folder;

  private final AtomicInteger measured = new AtomicInteger();
  private String before;
  private Path file;

  @BeforeEach
  void useFolder() {
    before = System.getProperty(KernelChoiceCache.PROPERTY);
    file = folder.resolve("deep").resolve("machine.properties");
    System.setProperty(KernelChoiceCache.PROPERTY, file.toString());
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(KernelChoiceCache.PROPERTY);
    } else {
      System.setProperty(KernelChoiceCache.PROPERTY, before);
    }
  }

  private int recall(String key) {
    return KernelChoiceCache.recall(
        key, KernelChoiceCacheTest::parse, () -> String.valueOf(measured.incrementAndGet()));
  }

  private static Optional<Integer> parse(String text) {
    return text.matches("\\d+") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  @Test
  void measuresOnceForEachKey() {
    assertEquals(1, recall("a processor|2 threads"));
    assertEquals(2, recall("another = processor"));
    assertEquals(1, recall("a processor|2 threads"));
    assertEquals(2, recall("another = processor"));
  }

  @Test
  void measuresOnceForAllThatAskAtTheSameTime() {
    assertTrue(IntStream.range(0, 16).parallel().allMatch(i -> recall("key") == 1));
  }

  @Test
  void measuresAgainWhatItCannotRead() throws IOException {
    assertEquals(1, recall("key"));
    Files.writeString(file, "key=seven");
    assertEquals(2, recall("key"));
    Files.writeString(file, "key=\\u00zz");
    assertEquals(3, recall("key"));
    assertEquals(3, recall("key"));
  }

  @Test
  void measuresEachTimeWhereNothingCanBeWritten() throws IOException {
    Files.writeString(folder.resolve("deep"), "a file where the folder should be");
    assertEquals(1, recall("key"));
    assertEquals(2, recall("key"));
  }
}
