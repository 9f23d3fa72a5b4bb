package zoodip.cli.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SeedConverterTest {
  private final SeedConverter converter = new SeedConverter();

  @Test
  void aSeedIsTakenAsItIs() {
    assertEquals(0L, converter.convert("0"));
    assertEquals(Long.MAX_VALUE, converter.convert("9223372036854775807"));
  }

  @Test
  void minusOneDrawsOne() {
    assertTrue(converter.convert("-1") >= 0);
    assertTrue(Stream.generate(() -> converter.convert("-1")).limit(9).distinct().count() > 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "1.5", "9223372036854775808", "x", ""})
  void whatIsNoSeedIsRefused(String text) {
    var failure = assertThrows(TypeConversionException.class, () -> converter.convert(text));
    assertTrue(failure.getMessage().contains("or -1 for one that is drawn"), failure.getMessage());
  }
}
