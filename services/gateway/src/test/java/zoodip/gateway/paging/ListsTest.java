package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import zoodip.gateway.GatewayClient;
import zoodip.gateway.GatewayTestBase;
import zoodip.gateway.contract.MarkdownTable;
import zoodip.v1.ApiKey;
import zoodip.v1.Concept;
import zoodip.v1.CreateApiKeyRequest;
import zoodip.v1.CreateEvaluationRequest;
import zoodip.v1.ErrorReason;
import zoodip.v1.Evaluation;
import zoodip.v1.EvaluationSettings;
import zoodip.v1.ListApiKeysRequest;
import zoodip.v1.ListConceptsRequest;
import zoodip.v1.ListEvaluationsRequest;
import zoodip.v1.ListModelsRequest;
import zoodip.v1.ListSubjectsRequest;
import zoodip.v1.ListTrainingJobsRequest;
import zoodip.v1.Model;
import zoodip.v1.Subject;
import zoodip.v1.TrainingJob;

/** All lists of the API are filtered, ordered and cut into pages alike. */
@QuarkusTest
class ListsTest extends GatewayTestBase {
  private record Shown(List<String> names, String nextToken) {}

  /**
   * A list of three items or more.
   *
   * @param some a filter that lets one of them through
   */
  private record Of(String some, boolean newestFirst, Function<PageRequest, Shown> call) {}

  @BeforeEach
  void makeThreeOfEach() {
    for (String id : List.of("b", "c", "a")) {
      String subject = subjectWithPhoto(id);
      createTraining(subject);
      publishConcept(id, MODEL);
      client
          .apiKeys()
          .createApiKey(
              CreateApiKeyRequest.newBuilder()
                  .setParent(tenant)
                  .setApiKey(ApiKey.newBuilder().setDisplayName(id))
                  .build());
      client
          .evaluations()
          .createEvaluation(
              CreateEvaluationRequest.newBuilder()
                  .setParent(tenant)
                  .setEvaluation(
                      Evaluation.newBuilder()
                          .setSubject(subject)
                          .setModel(MODEL)
                          .setSettings(EvaluationSettings.newBuilder().setPromptSet("toybox")))
                  .build());
    }
  }

  private List<Of> lists() {
    return List.of(
        new Of("name = toybox AND kind = TEXT_TO_IMAGE", false, this::models),
        new Of("name = a", true, this::subjects),
        new Of("subject = a", true, this::trainings),
        new Of("name = a", false, this::concepts),
        new Of("subject = a", true, this::evaluations),
        new Of("display_name = a", true, this::apiKeys));
  }

  @Test
  void eachHasItsOrder() {
    for (Of list : lists()) {
      List<String> byDefault = names(list, "", "");

      assertTrue(byDefault.size() >= 3);
      assertEquals(byDefault, names(list, "", list.newestFirst() ? "create_time desc" : "name"));
      assertEquals(sorted(byDefault), names(list, "", "name"));
      assertEquals(reversed(sorted(byDefault)), names(list, "", "name desc"));
      if (list.newestFirst()) {
        assertEquals(reversed(byDefault), names(list, "", "create_time"));
      }
    }
  }

  @Test
  void pagesTogetherAreTheList() {
    for (Of list : lists()) {
      for (String order : List.of("", "name desc", "create_time, name desc")) {
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
          Shown page = list.call().apply(new PageRequest(tenant, "", order, 2, token));
          paged.addAll(page.names());
          token = page.nextToken();
        } while (!token.isEmpty());

        assertEquals(names(list, "", order), paged);
      }
    }
  }

  @Test
  void aTokenIsGoodForItsFilterAndOrderOnly() {
    for (Of list : lists()) {
      String token = list.call().apply(new PageRequest(tenant, "", "", 1, "")).nextToken();
      assertNotEquals("", token);

      refused(
          ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
          () -> list.call().apply(new PageRequest(tenant, "", "name desc", 1, token)));
      refused(
          ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
          () -> list.call().apply(new PageRequest(tenant, list.some(), "", 1, token)));
      refused(
          ErrorReason.ERROR_REASON_BAD_PAGE_TOKEN,
          () -> list.call().apply(new PageRequest(tenant, "", "", 1, "mine")));
    }
  }

  @Test
  void aFilterLetsSomeThrough() {
    for (Of list : lists()) {
      assertEquals(1, names(list, list.some(), "").size());
      assertEquals(List.of(), names(list, list.some() + " AND name = nobody", ""));
      assertTrue(names(list, "create_time < \"2020-01-01T00:00:00Z\"", "").isEmpty());
    }
  }

  @Test
  void whatDoesNotParseNamesItsField() {
    for (Of list : lists()) {
      assertEquals("filter", field(() -> names(list, "colour = red", "")));
      assertEquals("order_by", field(() -> names(list, "", "colour")));
    }
  }

  /** What a list says of a field that it does not have, the reference says too. */
  @Test
  void theReferenceNamesTheFieldsOfEach() {
    List<Map<String, String>> told = MarkdownTable.of("list");
    assertEquals(lists().size(), told.size());
    for (int i = 0; i < told.size(); i++) {
      Of list = lists().get(i);
      var error =
          refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, () -> names(list, "colour = red", ""));
      String fields = "[" + told.get(i).get("fields") + "]";
      assertTrue(error.getStatus().getDescription().contains(fields), fields + " in " + error);
      assertEquals(
          list.newestFirst() ? "create_time desc" : "name", told.get(i).get("order if unset"));
    }
  }

  private static String field(org.junit.jupiter.api.function.Executable call) {
    var error = refused(ErrorReason.ERROR_REASON_INVALID_REQUEST, call);
    return GatewayClient.detail(error, BadRequest.class).getFieldViolations(0).getField();
  }

  private List<String> names(Of list, String filter, String order) {
    return list.call().apply(new PageRequest(tenant, filter, order, 0, "")).names();
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }

  private static List<String> reversed(List<String> names) {
    List<String> reversed = new ArrayList<>(names);
    Collections.reverse(reversed);
    return reversed;
  }

  private Shown models(PageRequest page) {
    var answer =
        client
            .models()
            .listModels(
                ListModelsRequest.newBuilder()
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getModelsList().stream().map(Model::getName).toList(), answer.getNextPageToken());
  }

  private Shown subjects(PageRequest page) {
    var answer =
        client
            .subjects()
            .listSubjects(
                ListSubjectsRequest.newBuilder()
                    .setParent(page.parent())
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getSubjectsList().stream().map(Subject::getName).toList(),
        answer.getNextPageToken());
  }

  private Shown trainings(PageRequest page) {
    var answer =
        client
            .trainingJobs()
            .listTrainingJobs(
                ListTrainingJobsRequest.newBuilder()
                    .setParent(page.parent())
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getTrainingJobsList().stream().map(TrainingJob::getName).toList(),
        answer.getNextPageToken());
  }

  private Shown concepts(PageRequest page) {
    var answer =
        client
            .concepts()
            .listConcepts(
                ListConceptsRequest.newBuilder()
                    .setParent(page.parent())
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getConceptsList().stream().map(Concept::getName).toList(),
        answer.getNextPageToken());
  }

  private Shown evaluations(PageRequest page) {
    var answer =
        client
            .evaluations()
            .listEvaluations(
                ListEvaluationsRequest.newBuilder()
                    .setParent(page.parent())
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getEvaluationsList().stream().map(Evaluation::getName).toList(),
        answer.getNextPageToken());
  }

  private Shown apiKeys(PageRequest page) {
    var answer =
        client
            .apiKeys()
            .listApiKeys(
                ListApiKeysRequest.newBuilder()
                    .setParent(page.parent())
                    .setFilter(page.filter())
                    .setOrderBy(page.orderBy())
                    .setPageSize(page.size())
                    .setPageToken(page.token())
                    .build());
    return new Shown(
        answer.getApiKeysList().stream().map(ApiKey::getName).toList(), answer.getNextPageToken());
  }
}
