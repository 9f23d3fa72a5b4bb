package zoodip.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProvenanceConfigTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (provenance\\.[a-z.-]+) \\| (.*?) \\|$");

  /** A setting without a default has a text there that says what it is without it. */
  @Test
  void theReferenceTellsEverySettingWithItsDefault() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("..", "..", "..", "docs", "REFERENCE.md")));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }
    Map<String, String> defaults = new TreeMap<>();
    for (Method method : ProvenanceConfig.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        String name = "provenance." + key(method);
        WithDefault value = method.getAnnotation(WithDefault.class);
        defaults.put(name, value == null ? told.get(name) : value.value());
      }
    }
    assertEquals(defaults, told);
  }

  private static String key(Method method) {
    return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
