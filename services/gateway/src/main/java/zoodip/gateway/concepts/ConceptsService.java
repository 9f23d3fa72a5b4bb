package zoodip.gateway.concepts;

import com.google.protobuf.Empty;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import zoodip.events.v1.ConceptRecord;
import zoodip.gateway.jobs.JobLog;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.ItemSource;
import zoodip.gateway.paging.ListDefinition;
import zoodip.gateway.paging.Page;
import zoodip.gateway.paging.PageRequest;
import zoodip.gateway.paging.Pages;
import zoodip.platform.names.ResourceName;
import zoodip.platform.validation.MalformedRequests;
import zoodip.v1.Concept;
import zoodip.v1.ConceptsGrpc;
import zoodip.v1.DeleteConceptRequest;
import zoodip.v1.ExportConceptRequest;
import zoodip.v1.ExportConceptResponse;
import zoodip.v1.GetConceptRequest;
import zoodip.v1.ImportConceptRequest;
import zoodip.v1.ListConceptsRequest;
import zoodip.v1.ListConceptsResponse;
import zoodip.v1.VerifyConceptRequest;
import zoodip.v1.VerifyConceptResponse;

/** zoodip.v1.Concepts. */
@GrpcService
@Blocking
public class ConceptsService extends ConceptsGrpc.ConceptsImplBase {
  private static final ListDefinition<Concept> LISTING =
      new ListDefinition<>(
          "concepts",
          ListDefinition.BY_NAME,
          Fields.of(
              Field.text("name", Concept::getName),
              Field.text("model", Concept::getModel),
              Field.text("class_word", Concept::getClassWord),
              Field.text("subject", Concept::getSubject),
              Field.text("training_job", Concept::getTrainingJob),
              Field.flag("living", Concept::getLiving),
              Field.time("create_time", Concept::getCreateTime)));

  private final ConceptCatalog concepts;
  private final ConceptFiles files;
  private final ConceptExport export;
  private final ConceptImport imports;
  private final ConceptVerification verification;
  private final JobLog log;
  private final Pages pages;

  @Inject
  public ConceptsService(
      ConceptCatalog concepts,
      ConceptFiles files,
      ConceptExport export,
      ConceptImport imports,
      ConceptVerification verification,
      JobLog log,
      Pages pages) {
    this.concepts = concepts;
    this.files = files;
    this.export = export;
    this.imports = imports;
    this.verification = verification;
    this.log = log;
    this.pages = pages;
  }

  @Override
  public ServerServiceDefinition bindService() {
    return MalformedRequests.marked(super.bindService());
  }

  @Override
  public void getConcept(GetConceptRequest request, StreamObserver<Concept> caller) {
    caller.onNext(concepts.get(ResourceName.parse(request.getName())).getConcept());
    caller.onCompleted();
  }

  @Override
  public void listConcepts(
      ListConceptsRequest request, StreamObserver<ListConceptsResponse> caller) {
    Page<Concept> page =
        pages.cut(
            LISTING,
            ItemSource.of(concepts.list(request.getParent())),
            new PageRequest(
                request.getParent(),
                request.getFilter(),
                request.getOrderBy(),
                request.getPageSize(),
                request.getPageToken()));
    caller.onNext(
        ListConceptsResponse.newBuilder()
            .addAllConcepts(page.items())
            .setNextPageToken(page.nextToken())
            .build());
    caller.onCompleted();
  }

  /** The files go first: if that is cut off, the concept is still there to be deleted again. */
  @Override
  public void deleteConcept(DeleteConceptRequest request, StreamObserver<Empty> caller) {
    ResourceName name = ResourceName.parse(request.getName());
    ConceptRecord concept = concepts.get(name);
    files.delete(concept);
    log.deleteConcept(name);
    caller.onNext(Empty.getDefaultInstance());
    caller.onCompleted();
  }

  @Override
  public void exportConcept(
      ExportConceptRequest request, StreamObserver<ExportConceptResponse> caller) {
    caller.onNext(export.file(ResourceName.parse(request.getName()), request.getFormat()));
    caller.onCompleted();
  }

  @Override
  public void importConcept(ImportConceptRequest request, StreamObserver<Concept> caller) {
    caller.onNext(imports.make(request).getConcept());
    caller.onCompleted();
  }

  @Override
  public void verifyConcept(
      VerifyConceptRequest request, StreamObserver<VerifyConceptResponse> caller) {
    caller.onNext(verification.verify(ResourceName.parse(request.getName())));
    caller.onCompleted();
  }
}
