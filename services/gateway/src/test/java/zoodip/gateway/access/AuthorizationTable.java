package zoodip.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import zoodip.v1.MethodRule;
import zoodip.v1.Role;

/** The table of methods in docs/AUTHORIZATION.md: as the rules have it, and as it stands there. */
final class AuthorizationTable {
  static final Path DOCUMENT = Path.of("..", "..", "docs", "AUTHORIZATION.md");

  private static final String BEGIN = "<!-- methods: written by AuthorizationTest -->\n";
  private static final String END = "<!-- end of methods -->\n";
  private static final List<Role> OF_TENANTS =
      List.of(Role.ROLE_VIEWER, Role.ROLE_MEMBER, Role.ROLE_ADMIN);

  private AuthorizationTable() {}

  static String of(List<Rule> rules) {
    StringBuilder table = new StringBuilder("| method | who may | scope | tenant is named by |\n");
    table.append("| --- | --- | --- | --- |\n");
    for (Rule rule : rules) {
      String field = rule.rule().getTenantField();
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  rule.method(),
                  String.join(", ", rolesOf(rule.rule())),
                  rule.rule().getScope(),
                  field.isEmpty() ? "" : "`" + field + "`"));
    }
    return table.toString();
  }

  /** A method and what stands of it in the proto. */
  record Rule(String method, MethodRule rule) {}

  private static List<String> rolesOf(MethodRule rule) {
    List<String> roles = new ArrayList<>();
    if (OF_TENANTS.contains(rule.getRole())) {
      OF_TENANTS.stream()
          .filter(role -> role.getNumber() >= rule.getRole().getNumber())
          .forEach(role -> roles.add(title(role)));
    } else {
      roles.add(title(rule.getRole()));
    }
    if (rule.getSystemAdmin()) {
      roles.add(title(Role.ROLE_SYSTEM_ADMIN));
    }
    return roles;
  }

  static String title(Role role) {
    return role.name().replace("ROLE_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
  }

  static String documented() {
    String text = text();
    return text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END));
  }

  static void write(String table) {
    String text = text();
    try {
      Files.writeString(
          DOCUMENT,
          text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
              + table
              + text.substring(text.indexOf(END)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documented roles of each method. */
  static Map<String, List<String>> documentedRoles() {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    documented()
        .lines()
        .skip(2)
        .map(line -> line.split("\\|"))
        .forEach(cells -> roles.put(cells[1].strip(), List.of(cells[2].strip().split(", "))));
    return roles;
  }

  private static String text() {
    try {
      return Files.readString(DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
