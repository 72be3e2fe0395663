public import BundleFormat
internal import DatabaseCatalog
internal import Executor
internal import Foundation

extension Job.Application {
  /// Two bundles of this application in words, with places that lead from here to the rules.
  public func differences(_ old: MaskingBundle, _ new: MaskingBundle) -> BundleDiff {
    BundleDiff(old: old, new: new).located(place)
  }

  /// An error that says more to a person who has the job at hand.
  public func explained(_ error: any Error) -> any Error {
    guard case ExecutorError.catalogDiffers(let drift) = error, !drift.isEmpty else { return error }
    return JobError.catalogDrifted(
      application: name, drift.located(place), schema: namedSchema.map(RuleFiles.shortPath))
  }

  /// `rules/shop/masking.yaml:14` for `masking.yaml:14`.
  private func place(_ origin: String) -> String {
    let folder = rules.deletingLastPathComponent()
    return RuleFiles.shortPath(URL(fileURLWithPath: origin, relativeTo: folder).standardizedFileURL)
  }
}
