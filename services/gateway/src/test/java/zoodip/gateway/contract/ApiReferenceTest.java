package zoodip.gateway.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import build.buf.validate.ValidateProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayConfig;
import zoodip.v1.GenerationSettings;

/** What the reference says of settings and names is so. */
class ApiReferenceTest {
  @Test
  void everySettingOfTheGatewayIsToldWithItsDefault() {
    Map<String, String> told = new TreeMap<>();
    for (Map<String, String> row : MarkdownTable.of("setting")) {
      if (row.get("setting").startsWith("gateway.")) {
        told.put(row.get("setting"), row.get("default"));
      }
    }

    Map<String, String> defaults = new TreeMap<>();
    addDefaults(
        GatewayConfig.class.getAnnotation(ConfigMapping.class).prefix(),
        GatewayConfig.class,
        defaults);
    assertEquals(defaults, told);
  }

  @Test
  void theSchedulersAreThoseThatRequestsMayName() {
    FieldDescriptor scheduler = GenerationSettings.getDescriptor().findFieldByName("scheduler");
    List<String> allowed =
        scheduler.getOptions().getExtension(ValidateProto.field).getString().getInList();

    assertEquals(
        allowed,
        MarkdownTable.of("scheduler").stream()
            .map(row -> row.get("scheduler").replace("`", ""))
            .toList());
  }

  private static void addDefaults(String prefix, Class<?> type, Map<String, String> defaults) {
    for (Method method : type.getMethods()) {
      String name = prefix + "." + key(method);
      WithDefault value = method.getAnnotation(WithDefault.class);
      if (value != null) {
        defaults.put(name, value.value());
      } else if (method.getReturnType() == Optional.class) {
        defaults.put(name, "unset");
      } else {
        addDefaults(name, method.getReturnType(), defaults);
      }
    }
  }

  private static String key(Method method) {
    WithName name = method.getAnnotation(WithName.class);
    return name == null
        ? method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
        : name.value();
  }
}
