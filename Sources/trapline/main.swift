import Commands

Trapline.main()
