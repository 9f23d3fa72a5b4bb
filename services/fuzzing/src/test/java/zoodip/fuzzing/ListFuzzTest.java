package zoodip.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.Timestamp;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import zoodip.gateway.GatewayConfig;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.ItemSource;
import zoodip.gateway.paging.ListDefinition;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.LearnableProperty;
import zoodip.v1.Subject;

/** A list's filter, its order and its page token, a line each. */
class ListFuzzTest {
  private static final ListDefinition<Subject> SUBJECTS =
      new ListDefinition<>(
          "subjects",
          ListDefinition.NEWEST_FIRST,
          Fields.of(
              Field.text("name", Subject::getName),
              Field.choice(
                  "learnable_property",
                  LearnableProperty.class,
                  "LEARNABLE_PROPERTY_",
                  Subject::getLearnableProperty),
              Field.flag("living", Subject::getLiving),
              Field.time("create_time", Subject::getCreateTime)));

  private static final List<Subject> ALL =
      IntStream.range(0, 20).mapToObj(ListFuzzTest::subject).toList();

  private static final Pages PAGES =
      new Pages(
          new SmallRyeConfigBuilder()
              .addDefaultInterceptors()
              .addSystemSources()
              .withMapping(GatewayConfig.class)
              .build()
              .getConfigMapping(GatewayConfig.class));

  @Timeout(20)
  @FuzzTest
  void request(String text) {
    String[] lines = (text == null ? "" : text).split("\n", 3);
    String order = lines.length > 1 ? lines[1] : "";
    String token = lines.length > 2 ? lines[2] : "";
    try {
      var page = PAGES.cut(SUBJECTS, ItemSource.of(ALL), request(lines[0], order, token));
      if (!page.nextToken().isEmpty()) {
        var unused =
            PAGES.cut(SUBJECTS, ItemSource.of(ALL), request(lines[0], order, page.nextToken()));
      }
    } catch (ServiceException refused) {
      // as it may
    }
  }

  private static PageRequest request(String filter, String order, String token) {
    return new PageRequest("tenants/t", filter, order, 7, token);
  }

  private static Subject subject(int i) {
    return Subject.newBuilder()
        .setName("tenants/t/subjects/s" + i)
        .setLiving(i % 2 == 0)
        .setLearnableProperty(LearnableProperty.forNumber(i % 3))
        .setCreateTime(Timestamp.newBuilder().setSeconds(1_700_000_000L + i % 5))
        .build();
  }
}
