"""この本を作るときに動くSphinxの拡張。部屋は4つ：build、text、figures、page。"""
