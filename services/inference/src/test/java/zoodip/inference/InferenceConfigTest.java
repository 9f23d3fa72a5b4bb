package zoodip.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InferenceConfigTest {
  private static final Pattern ROW = Pattern.compile("\\| (inference\\.\\S+) \\| (.+?) \\|");

  /** Those without a fixed default are told in words. */
  @Test
  void theReferenceTellsEverySettingWithItsDefault() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("..", "..", "docs", "REFERENCE.md")));
    while (row.find()) {
      told.put(row.group(1), row.group(2));
    }

    Map<String, String> defaults = new TreeMap<>();
    for (Method method : InferenceConfig.class.getMethods()) {
      String name = "inference." + key(method);
      WithDefault value = method.getAnnotation(WithDefault.class);
      defaults.put(name, value == null ? told.get(name) : value.value());
    }
    assertEquals(defaults, told);
  }

  private static String key(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name == null
        ? method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        : name.value();
  }
}
