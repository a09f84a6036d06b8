"""Words of the lake: exports of many stores, judged together on Spark, and looked at."""

from __future__ import annotations

from monitor.words.catalogue import add_words

ZH = {
    "lake_unreachable": "无法读写 {path}：{trouble}。请检查地址、网络和权限。",
    "lake_manifest_unreadable": "{path} 中的清单无法识别，可能由别的程序或较新的版本写成。请重新导出，或检查地址。",
    "lake_store_unnamed": "数据库中有 {count} 个单位，需要一个名称来区分。请加上 --store，例如区县代码。",
    "lake_store_name_wrong": "“{found}”不能用作名称。请只用字母、数字、- 和 _，最多 64 个字符。",
    "lake_unit_twice": "单位 {units} 同时出现在 {stores} 的导出中，合并会重复计算。请确认由谁负责，撤回另一方的绩效计划后重新导出，或从数据湖中删除它的文件夹。",
    "lake_project_twice": "项目编码 {codes} 出现在不止一个数据库的导出中，无法区分。请更正其中一方的编码后重新导出。",
    "lake_of_lake": "这个数据库本身由数据湖生成，不能再导出。请在各单位自己的数据库上导出。",
    "lake_empty": "{path} 中没有 {year} 年的导出。请先在各单位运行 lake export，或检查地址。",
    "lake_rules_differ": "{stores} 的判断规则不同，不能一起判断。请先统一规则后重新导出，或用 --rules-of 指明以哪一家的规则为准。",
    "lake_store_unknown": "数据湖中没有“{found}”。请用 lake list 查看已导出的名称。",
    "lake_other_columns": "“{store}”导出的 {table} 与本版本的列不同（{columns}）。请在该处使用相同版本重新导出。",
    "lake_damaged": "{table} 的内容与清单不符：读到 {found} 行，清单为 {expected} 行，或金额合计不同。请重新导出相关数据库。",
    "lake_no_spark": "没有安装 Spark。请运行 pip install -r requirements-spark.txt 后重试；其他功能不需要它。",
    "lake_no_java": "没有找到 Java，Spark 需要它。请安装 Java 17 或更新版本（Debian：apt-get install default-jre-headless），或设置 JAVA_HOME。",
    "lake_no_master": "无法启动或连接 Spark（{master}）：{trouble}。请检查 --master 和集群。",
    "lake_setting_wrong": "Spark 设置“{found}”无法识别。请写成 spark.executor.memory=4g 这样的形式。",
    "lake_spark_failed": "Spark 没有完成计算：{trouble}。没有写出结果，已有结果没有改动。",
    "lake_no_results": "{path} 中没有 {month} 的判断结果。请先运行 lake judge，或检查地址。",
    "lake_results_of_other_version": "这些结果由另一个版本算出，列不相同。请用本版本重新运行 lake judge。",
    "lake_facts_gone": "“{store}”在判断之后已多次重新导出，当时的数据不在了（{path}）。请重新运行 lake judge。",
    "lake_would_replace": "{path} 已存在，并且不是由数据湖生成的，没有覆盖。请用 --database 换一个文件。",
    "terminal.lake_exported": "{store} {year} 年：{units} 个单位，{projects} 个项目，{facts} 行，已写入 {path}。",
    "terminal.lake_judged": "{month} 已判断：{stores} 个数据库，{projects} 个项目，结果写入 {path}。",
    "terminal.lake_opened": "{month} 的结果已写成 {path}：{projects} 个项目。用 MONITOR_DATABASE 指向它即可查看。",
}

EN = {
    "lake_unreachable": "{path} cannot be read or written: {trouble}. Check the address, the network and the permissions.",
    "lake_manifest_unreadable": "The manifest in {path} cannot be read: another program or a newer version may have written it. Export again, or check the address.",
    "lake_store_unnamed": "The database holds {count} units and needs a name to be told apart. Add --store, with the county's code for instance.",
    "lake_store_name_wrong": "“{found}” cannot be a name. Use letters, digits, - and _ only, 64 at most.",
    "lake_unit_twice": "Unit {units} is in the exports of {stores}: together it would count twice. Settle whose it is, withdraw the other's plan and export again, or remove its folder from the lake.",
    "lake_project_twice": "Project codes {codes} are in the exports of more than one database and cannot be told apart. Correct one side's codes and export again.",
    "lake_of_lake": "This database was itself made from a lake and cannot be exported. Export from the units' own databases.",
    "lake_empty": "{path} holds no export of {year}. Run lake export where the units work first, or check the address.",
    "lake_rules_differ": "{stores} judge by different rules and cannot be judged together. Agree on the rules and export again, or name whose rules hold with --rules-of.",
    "lake_store_unknown": "The lake has no “{found}”. See the names there are with lake list.",
    "lake_other_columns": "{table} as exported by “{store}” has other columns than this version ({columns}). Export again there with the same version.",
    "lake_damaged": "{table} is not what the manifests say: {found} rows were read, {expected} expected, or the sums of its amounts differ. Export the databases concerned again.",
    "lake_no_spark": "Spark is not installed. Run pip install -r requirements-spark.txt and try again; nothing else needs it.",
    "lake_no_java": "Java was not found, and Spark needs it. Install Java 17 or newer (Debian: apt-get install default-jre-headless), or set JAVA_HOME.",
    "lake_no_master": "Spark ({master}) cannot be started or reached: {trouble}. Check --master and the cluster.",
    "lake_setting_wrong": "The Spark setting “{found}” cannot be read. Write it as spark.executor.memory=4g.",
    "lake_spark_failed": "Spark did not finish: {trouble}. No results were written; earlier ones are unchanged.",
    "lake_no_results": "{path} holds no results of {month}. Run lake judge first, or check the address.",
    "lake_results_of_other_version": "These results were worked out by another version and have other columns. Run lake judge again with this one.",
    "lake_facts_gone": "“{store}” has exported again since the judgement and its facts of then are gone ({path}). Run lake judge again.",
    "lake_would_replace": "{path} exists and was not made from a lake; it was not replaced. Name another file with --database.",
    "terminal.lake_exported": "{store} {year}: {units} units, {projects} projects, {facts} rows, written to {path}.",
    "terminal.lake_judged": "{month} judged: {stores} databases, {projects} projects, results in {path}.",
    "terminal.lake_opened": "The results of {month} are in {path}: {projects} projects. Point MONITOR_DATABASE at it to look.",
}

add_words({"zh": ZH, "en": EN})
