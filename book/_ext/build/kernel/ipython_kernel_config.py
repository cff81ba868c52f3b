# セルを実行するカーネルの設定。読者の手元のIPythonの設定は使わない。
c = get_config()  # noqa: F821

c.IPKernelApp.log_level = 40
c.HistoryManager.enabled = False
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {
    "bbox_inches": "tight",
    "metadata": {"Date": None},
}
