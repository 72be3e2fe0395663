internal import BundleFormat
internal import PostgresSyntax

/// The file of one table's step.
struct TableStep {
  let plan: TablePlan
  let application: String

  var file: StepFile {
    var file = StepFile(id: plan.step, kind: .table, title: plan.relation.description, relation: plan.relation)
    file.comment(["\(application): \(plan.relation.description)"] + plan.origin)
    file.psqlUnless(Mechanism.isSwapped(plan))
    file.blankLine()
    switch plan.strategy {
    case .rewrite: rewrite(into: &file)
    case .update(let key): update(by: key, into: &file)
    }
    return file
  }

  private func rewrite(into file: inout StepFile) {
    let stage = StageStatements(plan: plan)
    let isEmptied = plan.treatment == .truncate
    file.comment(isEmptied ? "create" : "create: an empty staging table with the source's types")
    file.tableUnit(
      .create, batch: 0, opens: true, closes: true,
      (isEmptied ? [] : [stage.createStage]) + [Mechanism.beginTable(plan)])
    file.blankLine()
    file.comment("lock: readers pass, writers wait, until the swap commits")
    if plan.leaves != nil { file.comment("as a whole: its key is masked, so rows move from one partition to another") }
    file.tableUnit(.lock, opens: true, closes: false, ["LOCK TABLE \(plan.source) IN SHARE ROW EXCLUSIVE MODE"])
    if !isEmptied {
      file.blankLine()
      file.comment("stage: one batch; the bounds are settings, and psql takes the whole table as one")
      file.psqlOnly(Mechanism.planWhole(plan))
      file.tableUnit(
        .stage, role: .worker, opens: false, closes: false, [stage.fingerprint, stage.batch].compactMap { $0 })
    }
    file.blankLine()
    file.comment("swap: under the lock; refused unless rows inserted = rows staged = rows expected")
    let fill = isEmptied ? [] : [stage.swapIn, stage.columnCounts].compactMap { $0 }
    file.tableUnit(.swap, opens: false, closes: true, [Mechanism.swapBegin(plan)] + fill + [Mechanism.swapEnd(plan)])
    file.psqlEnd()
    file.blankLine()
    file.comment("rebuild: the indexes that the swap dropped, from the ledger")
    file.tableUnit(
      .rebuild, batch: 0, opens: true, closes: true,
      [Mechanism.rebuild(plan)] + (isEmptied ? [] : [stage.dropStage]) + [Mechanism.stepDone(plan.step)])
  }

  private func update(by key: [Identifier], into file: inout StepFile) {
    let update = UpdateStatements(plan: plan, key: key)
    let columns = key.map(\.name).joined(separator: ", ")
    file.comment("create: triggers off, ranges of the key (\(columns)) planned")
    file.tableUnit(
      .create, batch: 0, opens: true, closes: true, [Mechanism.beginTable(plan), Mechanism.updateBegin(plan, key)])
    file.blankLine()
    file.comment(
      "lock: others may read, and nobody else may mask or alter it; who writes all the same is found at the end")
    file.tableUnit(
      .lock, opens: true, closes: false, ["LOCK TABLE \(plan.source) IN SHARE UPDATE EXCLUSIVE MODE"])
    file.blankLine()
    file.comment("update: one batch; the bounds are settings, and psql takes the whole table as one")
    file.psqlOnly(Mechanism.updateWhole(plan))
    file.tableUnit(
      .stage, role: .worker, opens: false, closes: false, [update.fingerprint, update.batch].compactMap { $0 })
    file.blankLine()
    file.comment("end: refused unless the batches have read every row, and nobody else has written any")
    file.tableUnit(
      .swap, opens: false, closes: true, [Mechanism.countColumns(plan), Mechanism.updateEnd(plan)])
    file.psqlEnd()
    file.blankLine()
    file.comment("done")
    file.tableUnit(.rebuild, batch: 0, opens: true, closes: true, [Mechanism.stepDone(plan.step)])
  }
}
