package zoodip.platform.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import zoodip.v1.ErrorReason;

/** docs/ERRORS.md tells every reason, and no other, with the code that it has. */
class ErrorTableTest {
  private static final Path TABLE = Path.of("..", "..", "..", "docs", "ERRORS.md");
  private static final String PREFIX = "ERROR_REASON_";
  private static final String OF_JOBS_ONLY = "-";

  @Test
  void hasEveryReasonWithItsCode() throws IOException {
    Map<String, String> told = new TreeMap<>();
    for (List<String> row : rows()) {
      told.put(row.get(0), row.get(1));
    }

    Map<String, String> codes = new TreeMap<>();
    for (ErrorReason reason : ErrorReason.values()) {
      if (reason != ErrorReason.ERROR_REASON_UNSPECIFIED && reason != ErrorReason.UNRECOGNIZED) {
        String name = reason.name().substring(PREFIX.length());
        codes.put(name, OF_JOBS_ONLY.equals(told.get(name)) ? OF_JOBS_ONLY : code(reason));
      }
    }
    assertEquals(codes, told);
  }

  @Test
  void saysWhenEachComesAndWhatToDo() throws IOException {
    for (List<String> row : rows()) {
      assertEquals(5, row.size(), row.toString());
      assertFalse(row.get(2).isBlank() || row.get(3).isBlank(), row.toString());
    }
  }

  private static String code(ErrorReason reason) {
    Status.Code code = new ServiceException(reason, "").toStatus().getStatus().getCode();
    return code.name();
  }

  /** The table's rows but for its heading, cell by cell. */
  private static List<List<String>> rows() throws IOException {
    return Files.readString(TABLE)
        .lines()
        .filter(line -> line.matches("\\| [A-Z_]+ \\|.*"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }
}
